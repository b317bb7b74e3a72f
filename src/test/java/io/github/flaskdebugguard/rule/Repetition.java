package io.github.flaskdebugguard.rule;

import java.util.Map;
import java.util.TreeMap;

/**
 * A file that says the same again and again, beside an app that it may start.
 *
 * @param again each <code>№</code> in it counts up, to as many different names as a process has
 *     variables and some more
 */
record Repetition(String path, String before, String again, String after) {
  private static final int NAMES = 3_000;

  private static final String APP =
      """
      import configparser
      from dotenv import load_dotenv
      from flask import Flask

      load_dotenv()
      config = configparser.ConfigParser()
      config.read("config.ini")
      app = Flask(__name__)
      if __name__ == "__main__":
          app.run(debug=config.getboolean("app", "debug", fallback=True))
      """;
  private static final String COMPOSE =
      """
      services:
        web:
          build: .
          env_file: .env
          environment:
            X: ${A}
      """;
  private static final Map<String, String> BESIDE =
      Map.of(
          "app.py", APP,
          "Dockerfile", "FROM python:3\nCOPY . /srv\nWORKDIR /srv\nCMD python app.py\n",
          "docker-compose.yml", COMPOSE,
          "Procfile", "web: python app.py\n",
          ".env", "A=b\n",
          "requirements.txt", "flask==3.1.0\n");

  /** {@return the repository in which the file has so many characters} */
  Map<String, String> files(int size) {
    StringBuilder text = new StringBuilder(before);
    for (int i = 0; text.length() < size; i++) {
      text.append(again.replace("№", String.valueOf(i % NAMES)));
    }
    Map<String, String> files = new TreeMap<>(BESIDE);
    files.put(path, text.append(after).toString());
    return files;
  }

  /** {@return a repetition as {@link #toString()} writes it} */
  static Repetition of(String line) {
    String[] parts = line.split("\t", -1);
    return new Repetition(
        parts[0],
        parts[1].translateEscapes(),
        parts[2].translateEscapes(),
        parts[3].translateEscapes());
  }

  @Override
  public String toString() {
    return String.join("\t", path, escaped(before), escaped(again), escaped(after));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\0", "\\0");
  }
}
