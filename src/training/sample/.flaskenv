FLASK_APP=wsgi:application
export LOG="info" # comment
