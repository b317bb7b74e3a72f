import os
import shutil

if "{{ cookiecutter.use_docker }}" != "y":
    os.remove("Dockerfile")

shutil.copy(".env.example", ".env")
