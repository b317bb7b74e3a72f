package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Value;
import org.jspecify.annotations.Nullable;

/** What models of servers share. */
final class Serving {
  private Serving() {}

  /** {@return True or False, made at a call} */
  static Value bool(Call call, boolean value) {
    return new Value.Bool(value, call.origin());
  }

  /** Records that a server without a debugger serves an application, and ends the path. */
  static Value serve(Call call, String server, Value app, Value leaks) {
    record(call, server, app, leaks, bool(call, false), null);
    throw new PathEnd();
  }

  /** Records that a server without a debugger serves an application. */
  static void record(
      Call call, String server, Value app, Value leaks, Value reloader, @Nullable Value host) {
    Interpreter run = call.interpreter();
    run.effect(
        new Served(
            server,
            false,
            AppState.of(run, app, call.span()),
            bool(call, false),
            bool(call, false),
            reloader,
            host,
            leaks),
        call.span());
  }

  /** Keeps an application in an object so that it is found behind it. */
  static Value keep(Call call, Value app) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(self, FlaskModel.INNER, app);
    }
    return call.none();
  }

  /** {@return the application that an object keeps} */
  static Value kept(Call call) {
    Value found =
        call.get("self") instanceof Instance self
            ? call.interpreter().slot(self, FlaskModel.INNER)
            : null;
    return found == null ? call.unknown("the application is not known") : found;
  }

  /** Defines a class that wraps an application, given first or by one of these names. */
  static void wrapper(Models models, String type, String parameter) {
    models
        .type(type)
        .method(
            "__init__",
            "self, " + parameter + "=None, *args, **kwargs",
            call -> keep(call, call.get(parameter)))
        .open()
        .define();
  }

  /** {@return the application that an import string names, or the value itself} */
  static Value resolved(Call call, Value app, boolean factory) {
    Interpreter run = call.interpreter();
    Value found = app;
    if (app instanceof Value.Str text && text.value().contains(":")) {
      int colon = text.value().indexOf(':');
      Value module = run.importModule(text.value().substring(0, colon), call.span());
      String name = text.value().substring(colon + 1);
      found = module == null ? call.unknown("the application is not known") : module;
      for (String part : name.split("\\.", -1)) {
        found = run.attribute(found, part, call.span());
      }
    }
    return factory
        ? run.call(found, io.github.flaskdebugguard.python.Arguments.NONE, call.span())
        : found;
  }
}
