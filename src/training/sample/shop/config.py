import os


class Config:
    DEBUG = False
    TESTING = False
    SECRET_KEY = os.environ.get("SECRET_KEY") or "not a secret"
    DATABASE = "postgresql://%s/%s" % (os.environ.get("DB_HOST", "db"), "shop")


class Development(Config):
    DEBUG = True


class Production(Config):
    DEBUG = bool(int(os.environ.get("DEBUG", "0")))


CONFIGS = {"development": Development, "production": Production}
