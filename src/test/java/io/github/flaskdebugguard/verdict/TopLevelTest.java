package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.python.syntax.PythonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopLevelTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.run()",
        "if __name__ == '__main__':\n    main()",
        "try:\n    import x\nexcept ImportError:\n    pass\nelse:\n    serve(app)",
        "server = app.run(debug=True)",
        "with app.app_context():\n    app.run()",
        "while True:\n    pass",
        "exec 'app.run()'",
        "= broken",
        "for each in range(2):\n    start(each)",
        "match x:\n    case 1:\n        app.run()"
      })
  void callsForAnEffect(String text) {
    assertThat(TopLevel.acts(PythonParser.parse(text + "\n").body())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'''Only words.'''",
        "import flask\nfrom flask import Flask\napp = Flask(__name__)\napp.debug = True",
        "def main():\n    app.run(debug=True)",
        "class A:\n    def run(self):\n        app.run()",
        "if TYPE_CHECKING:\n    import x\nelse:\n    y = make()",
        "name: str = load('x')\nname += 'y'\ndel name"
      })
  void onlyDefinesAndAssigns(String text) {
    assertThat(TopLevel.acts(PythonParser.parse(text + "\n").body())).isFalse();
  }
}
