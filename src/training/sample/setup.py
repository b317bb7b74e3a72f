from setuptools import setup

setup(name="shop", install_requires=["flask"], entry_points={"console_scripts": ["shop=run:main"]})
