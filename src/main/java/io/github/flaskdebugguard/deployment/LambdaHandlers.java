package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python handlers of AWS Lambda that pass requests on to a WSGI application. */
final class LambdaHandlers {
  /** Calls of adapters whose first argument is the application. */
  private static final List<String> ADAPTERS =
      List.of(
          "handle_request(",
          "make_lambda_handler(",
          "WsgiToAsgi(",
          "WSGIMiddleware(",
          "Mangum(",
          "awsgi.response(",
          "aws_lambda_wsgi.response(",
          "AWSLambdaWsgi(",
          "LambdaHandler(");

  private LambdaHandlers() {}

  /**
   * {@return the words that load the application behind a handler, or null when it is not Python or
   * passes nothing on}
   *
   * @param folder repository-relative folder of the function's code
   */
  static @Nullable List<Text> words(Hosted hosted, String folder, Text.Known handler) {
    String dotted = handler.value();
    int dot = dotted.lastIndexOf('.');
    if (dot <= 0) {
      return null;
    }
    int first = 0;
    while (first < dot && "./".indexOf(dotted.charAt(first)) >= 0) {
      first++;
    }
    String module = dotted.substring(first, dot).replace('/', '.');
    String file = ImagePath.child(folder, module.replace('.', '/') + ".py");
    SourceFile source = hosted.discovery().repository().read(Hosted.relative("", file));
    if (source == null) {
      return null;
    }
    String application = application(source.text());
    return application == null
        ? null
        : List.of(
            new Text.Known("lambda-wsgi", handler.span()),
            new Text.Known(module + ":" + application, handler.span()));
  }

  private static @Nullable String application(String text) {
    for (String adapter : ADAPTERS) {
      int at = text.indexOf(adapter);
      if (at >= 0) {
        int start = at + adapter.length();
        int end = start;
        while (end < text.length()
            && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
          end++;
        }
        if (end > start) {
          return text.substring(start, end);
        }
      }
    }
    return null;
  }
}
