for '
'