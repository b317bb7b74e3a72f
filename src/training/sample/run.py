import argparse
import os

from shop import create_app

app = create_app("development")

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=5000)
    args = parser.parse_args()
    app.run(host="0.0.0.0", port=args.port, debug=os.environ.get("DEBUG", True))
