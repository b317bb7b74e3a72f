package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/** What the applications are that a file holds for whichever server imports it. */
final class ImportedFile {
  private ImportedFile() {}

  static List<Serving> servings(Interpreter run, String path, Span place) {
    SourceFile file =
        run.input().files().presence(path) == FileView.Presence.FILE
            ? run.input().files().read(path)
            : null;
    if (file == null) {
      return List.of();
    }
    String name = Paths.name(path).replace(".py", "");
    ModuleObj module = run.executeFile(name, file, path);
    AppState best = null;
    for (Value value : run.slotValues(module)) {
      AppState app = value instanceof Instance ? AppState.of(run, value, place) : null;
      if (app != null
          && Boolean.TRUE.equals(app.flask())
          && (best == null || (best.debugger() == null && app.debugger() != null))) {
        best = app;
      }
    }
    return best == null ? List.of() : List.of(serving(run, best, place));
  }

  private static Serving serving(Interpreter run, AppState app, Span place) {
    Value no = new Value.Bool(false, Origin.at(place));
    Value debugger = Servers.debugger(app, no);
    return new Serving(
        "a WSGI server",
        false,
        true,
        app.flag(),
        debugger,
        no,
        Servers.leak(run, app, debugger, Truth.FALSE),
        Truth.TRUE,
        place,
        Servers.pinOff(run, app, place),
        Shown.of(run, app, null),
        Servers.propagation(run, app),
        List.of());
  }
}
