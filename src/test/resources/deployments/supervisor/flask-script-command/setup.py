from setuptools import setup

setup(
    name="shop",
    install_requires=["Flask==1.1.4", "Flask-Script==2.0.6", "gunicorn==20.1.0"],
    entry_points={"console_scripts": ["shopctl = shop.manage:main"]},
)
