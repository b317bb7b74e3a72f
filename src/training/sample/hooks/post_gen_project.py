import shutil

shutil.copy(".env.example", ".env")
