package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.python.syntax.PythonParser;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainScriptTest {
  private static boolean isPlain(String text, String... others) {
    Map<String, String> files = new TreeMap<>(Map.of("tools/job.py", text + "\n"));
    for (String other : others) {
      files.put(other, "");
    }
    return PlainScript.is(
        new InMemoryRepository(files), "tools/job.py", PythonParser.parse(text + "\n").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import json, os.path\nfrom pathlib import Path\nManager(app).run()",
        "def main():\n    import sys\n    Manager(sys.argv).run()\nmain()",
        "from __future__ import annotations\nmanager.run()"
      })
  void needsNothingButPython(String text) {
    assertThat(isPlain(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import json, app\napp.run()",
        "def main():\n    from server import app\n    app.run()\nmain()",
        "class A:\n"
            + "    def run(self):\n"
            + "        import flask\n"
            + "        flask.Flask('a').run()\n"
            + "A().run()",
        "try:\n    import waitress\nexcept ImportError:\n    import json\nserve(app)",
        "from . import app\napp.run()",
        "from .json import app\napp.run()",
        "import importlib\nimportlib.import_module('app').run()",
        "__import__('app').run()",
        "exec(open('app.py').read())",
        "import os\nos.system('flask run')",
        "import os\nos.execvp('gunicorn', ['app'])",
        "import subprocess\nsubprocess.run(['flask', 'run'])",
        "from wsgiref.simple_server import make_server\nmake_server('', 80, app).serve_forever()",
        "app.run(debug=True)",
        "import json\n= broken"
      })
  void mayComeToServe(String text) {
    assertThat(isPlain(text)).isFalse();
  }

  @Test
  void aFileOfTheRepositoryMayHideAModuleOfPython() {
    String text = "import queue\nqueue.app.run()";

    assertThat(isPlain(text, "lib/queue.py")).isTrue();
    assertThat(isPlain(text, "queue/app.py")).isTrue();
    assertThat(isPlain(text, "tools/queue.py")).isFalse();
    assertThat(isPlain(text, "queue.py")).isFalse();
    assertThat(isPlain(text, "queue/__init__.py")).isFalse();
    assertThat(isPlain(text, "src/queue/__init__.py")).isFalse();
    assertThat(isPlain("import sys\nsys.path.insert(0, 'lib')\n" + text, "lib/queue.py")).isFalse();
  }
}
