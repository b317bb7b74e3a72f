package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Closures;
import io.github.flaskdebugguard.python.Condition;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ListObj;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.TextTruth;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application is at one moment.
 *
 * @param flask whether a Flask application was found in it: null when it may be one
 * @param flag {@code app.debug}
 * @param propagate PROPAGATE_EXCEPTIONS, {@code None} for the default
 * @param testing TESTING
 * @param debugger the DebuggedApplication around it, or null
 * @param errorPage whether middleware around it shows tracebacks
 * @param tracebacks whether a handler of a library answers exceptions with their traceback
 * @param quart whether it is a Quart application, which shows its own traceback page
 */
public record AppState(
    @Nullable Boolean flask,
    Value flag,
    Value propagate,
    Value testing,
    @Nullable Wrapped debugger,
    boolean errorPage,
    Value tracebacks,
    boolean quart) {
  /** The slot of that middleware that says whether it does. */
  static final String SHOWS = " shows";

  /** The slot of an application that says whether a handler answers with tracebacks. */
  static final String TRACEBACKS = " tracebacks";

  /** The slot of an application that names the setting which says so when an exception is met. */
  static final String TRACEBACKS_SETTING = " tracebacks setting";

  /** Name of the class of Paste's middleware that shows tracebacks (executed: 3.5.2). */
  static final String ERROR_PAGE = "ErrorMiddleware";

  /**
   * Werkzeug's debugger as middleware.
   *
   * @param span where it was made
   * @param condition the undecided condition under which it wraps the application, or null
   */
  public record Wrapped(Value evalex, Value pinSecurity, Span span, @Nullable Condition condition) {
    private Wrapped under(Condition other) {
      return condition != null ? this : new Wrapped(evalex, pinSecurity, span, other);
    }
  }

  /** {@return the state of an application of which no more than its flag is known} */
  static AppState of(@Nullable Boolean flask, Value flag) {
    Value none = new Value.None(flag.origin());
    return new AppState(flask, flag, none, none, null, false, none, false);
  }

  /** {@return the same application with another flag} */
  public AppState withFlag(Value other) {
    return new AppState(true, other, propagate, testing, debugger, errorPage, tracebacks, quart);
  }

  /** {@return the state of a value that a server is given as application} */
  public static AppState of(Interpreter run, Value app, Span span) {
    Search search = new Search(run, span);
    search.look(app, 0);
    return search.state(app);
  }

  /**
   * {@return a value of which nobody asks but whether it is true, with containers and other objects
   * replaced by the answer, which only the run can give}
   */
  public static Value settled(Interpreter run, Value value, Span span) {
    return run.each(
        value,
        each ->
            each instanceof Value.Obj
                ? switch (run.truth(each)) {
                  case TRUE -> new Value.Bool(true, each.origin());
                  case FALSE -> new Value.Bool(false, each.origin());
                  case DEPENDS ->
                      Value.Unknown.of("whether the object is true", span, each.origin());
                }
                : each,
        span);
  }

  /** Looks for the Flask application and the debugger in a chain of middleware. */
  private static final class Search {
    private static final int MAX_DEPTH = 12;

    private final Interpreter run;
    private final Span span;
    private final Set<Value> seen = new HashSet<>();
    private @Nullable Value app;
    private @Nullable Wrapped wrapped;
    private boolean unknown;
    private boolean errorPage;

    Search(Interpreter run, Span span) {
      this.run = run;
      this.span = span;
    }

    void look(Value value, int depth) {
      if (depth > MAX_DEPTH || app != null && isApp(value)) {
        return;
      }
      switch (value) {
        case Instance instance -> instance(instance, depth);
        case Value.Bound bound -> look(bound.self(), depth + 1);
        case FunctionObj function -> {
          captured(function, depth);
          if (app == null) {
            global(run.moduleOf(function), depth);
          }
        }
        case DictObj dict -> all(run.slotValues(dict), depth);
        case ListObj list -> items(list, depth);
        case Value.Tuple tuple -> all(tuple.items(), depth);
        case Value.Choice choice -> choice(choice, depth);
        case Value.Unknown u -> unknown = true;
        default -> {}
      }
    }

    /** What only some of the alternatives are wrapped in wraps the application conditionally. */
    private void choice(Value.Choice choice, int depth) {
      Wrapped before = wrapped;
      Wrapped certain = null;
      Wrapped possible = null;
      boolean always = true;
      for (Value.Choice.Alternative alternative : choice.alternatives()) {
        wrapped = null;
        look(alternative.value(), depth + 1);
        Wrapped here = wrapped;
        if (here == null || here.condition() != null) {
          always = false;
        } else {
          certain = here;
        }
        if (here != null && possible == null) {
          possible = here.under(alternative.condition());
        }
      }
      Wrapped found = always ? certain : possible;
      boolean stronger = before == null || (before.condition() != null && always);
      wrapped = found != null && stronger ? found : before;
    }

    private void instance(Instance instance, int depth) {
      if (!seen.add(instance)) {
        return;
      }
      if (instance.type().inherits(WerkzeugModel.DEBUGGED)) {
        Value evalex = run.slot(instance, "evalex");
        Value pin = run.slot(instance, "pin_security");
        Value yes = new Value.Bool(true, Origin.at(span));
        wrapped =
            new Wrapped(
                evalex == null ? new Value.Bool(false, Origin.at(span)) : evalex,
                pin == null ? yes : pin,
                instance.origin().span(),
                null);
      }
      Value shows = run.slot(instance, SHOWS);
      errorPage |=
          instance.type().inherits(ERROR_PAGE) && shows != null && run.truth(shows) != Truth.FALSE;
      if (isApp(instance)) {
        app = instance;
        Value inner = run.slot(instance, "wsgi_app");
        if (inner != null) {
          look(inner, depth + 1);
        }
        return;
      }
      Value server = run.slot(instance, FlaskModel.INNER);
      if (server != null) {
        look(server, depth + 1);
        return;
      }
      all(run.slotValues(instance), depth);
    }

    private void items(ListObj list, int depth) {
      List<Value> items = run.items(list, span);
      if (items != null) {
        all(items, depth);
      }
    }

    /** Looks at what a wrapper that is a function has around it. */
    private void captured(FunctionObj function, int depth) {
      if (seen.add(function)) {
        all(Closures.captured(run, function), depth);
      }
    }

    private void all(List<Value> values, int depth) {
      boolean before = unknown;
      for (Value each : values) {
        if (each instanceof Instance
            || each instanceof Value.Bound
            || each instanceof Value.Choice
            || each instanceof ListObj
            || each instanceof Value.Tuple
            || each instanceof DictObj) {
          look(each, depth + 1);
        } else if (each instanceof FunctionObj function && depth < MAX_DEPTH) {
          captured(function, depth + 1);
        }
      }
      unknown = before;
    }

    private void global(ModuleObj module, int depth) {
      List<Value> apps = new ArrayList<>();
      for (Value each : run.slotValues(module)) {
        if (isApp(each)) {
          apps.add(each);
        }
      }
      if (!apps.isEmpty()) {
        look(apps.getFirst(), depth + 1);
      }
    }

    private static boolean isApp(Value value) {
      return value instanceof Instance instance && isApp(instance.type());
    }

    private static boolean isApp(ClassObj type) {
      return type.inherits(FlaskModel.FLASK) || type.inherits(FlaskModel.QUART);
    }

    AppState state(Value served) {
      Value found = app;
      if (found instanceof Instance instance) {
        return new AppState(
            true,
            flag(instance),
            config(instance, "PROPAGATE_EXCEPTIONS"),
            config(instance, "TESTING"),
            wrapped,
            errorPage,
            tracebacks(instance),
            instance.type().inherits(FlaskModel.QUART));
      }
      Origin origin = served.origin();
      Value flag =
          unknown
              ? Value.Unknown.of("the application is not known", span, origin)
              : new Value.Bool(false, origin);
      Value none = new Value.None(origin);
      return new AppState(
          unknown ? null : Boolean.FALSE, flag, none, none, wrapped, errorPage, none, false);
    }

    private Value flag(Instance instance) {
      Value flag = run.attributeOrNull(instance, "debug", span);
      if (flag != null) {
        TextTruth.note(run, flag, flag.origin().span());
      }
      return flag == null
          ? Value.Unknown.of("app.debug is not known", span)
          : settled(run, flag, span);
    }

    private Value tracebacks(Instance instance) {
      Value answers = run.slot(instance, TRACEBACKS);
      if (answers == null && run.slot(instance, TRACEBACKS_SETTING) instanceof Value.Str setting) {
        answers = config(instance, setting.value());
      }
      return answers == null ? new Value.None(Origin.at(span)) : settled(run, answers, span);
    }

    private Value config(Instance instance, String key) {
      Value config = run.slot(instance, "config");
      Value value = config instanceof DictObj dict ? run.slot(dict, key) : null;
      return value == null ? new Value.None(Origin.at(span)) : value;
    }
  }
}
