base:
  'web*':
    - shop
