package io.github.flaskdebugguard.probe;

import org.jspecify.annotations.Nullable;

/** Tools of developers that answer beside the app. */
final class Tools {
  /** A file of Flask-DebugToolbar 0.10 to 0.16. */
  static final String TOOLBAR = "/_debug_toolbar/static/css/toolbar.css";

  static final String GRAPHQL = "/graphql";

  private Tools() {}

  /** {@return the toolbar that a page of the app holds, or null} */
  static @Nullable Observed toolbarOn(Answer page) {
    String text = page.text();
    int marks = 0;
    for (String mark :
        new String[] {
          "id=\"flDebug\"",
          "id=\"flDebugToolbar\"",
          "/_debug_toolbar/static/",
          "DEBUG_TOOLBAR_STATIC"
        }) {
      marks += text.contains(mark) ? 1 : 0;
    }
    return marks < 2
        ? null
        : new Observed(
            Signal.DEBUG_TOOLBAR,
            page.isHtml() ? Certainty.CERTAIN : Certainty.HINT,
            page.label(),
            "the page holds Flask-DebugToolbar, which shows the configuration");
  }

  /** {@return the toolbar whose file this is, or null} */
  static @Nullable Observed toolbarFile(Answer file) {
    return file.status() == 200 && file.text().contains("#flDebug") && !file.isHtml()
        ? new Observed(
            Signal.DEBUG_TOOLBAR,
            Certainty.CERTAIN,
            file.label(),
            "Flask-DebugToolbar serves its style sheet")
        : null;
  }

  /** {@return the query page, or null} */
  static @Nullable Observed graphiql(Answer page) {
    String text = page.text();
    boolean explorer =
        text.contains("GraphiQL") && (text.contains("graphiql.") || text.contains("graphiql/"));
    boolean playground = text.contains("GraphQLPlayground.init");
    return page.status() < 400 && page.isHtml() && (explorer || playground)
        ? new Observed(
            Signal.GRAPHIQL,
            Certainty.LIKELY,
            page.label(),
            "a page on which anyone sends GraphQL queries by hand")
        : null;
  }

  /** {@return the development server that names itself, or null} */
  static @Nullable Observed developmentServer(Answer answer) {
    String server = answer.header("server");
    return server.startsWith("Werkzeug/") && server.contains("Python/")
        ? new Observed(
            Signal.DEVELOPMENT_SERVER,
            Certainty.CERTAIN,
            answer.label(),
            "the Server header names Werkzeug and Python")
        : null;
  }
}
