from absl import app as absl_app, flags

from shop import create_app

FLAGS = flags.FLAGS
flags.DEFINE_bool("debug", False, "Debug mode")


def main(argv):
    create_app().run(debug=FLAGS.debug)


if __name__ == "__main__":
    absl_app.run(main)
