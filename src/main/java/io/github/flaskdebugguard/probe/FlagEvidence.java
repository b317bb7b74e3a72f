package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.verdict.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Weighs the traces that Flask's debug flag leaves where no debugger is. Each was executed on Flask
 * 2.2.2 and 3.1.3 under app.run, gunicorn, uWSGI and waitress.
 */
final class FlagEvidence {
  private static final int ENOUGH = 2;
  private static final int MISSING_KEY = 3;

  private final List<Observed> observed = new ArrayList<>();
  private final Set<String> counted = new HashSet<>();
  private final boolean developmentServer;
  private int on;
  private int off;
  private State propagates = State.UNKNOWN;

  /**
   * @param developmentServer whether Werkzeug's own server answers, whose error pages are Flask's
   */
  FlagEvidence(boolean developmentServer) {
    this.developmentServer = developmentServer;
  }

  /**
   * Takes in an answer of a page.
   *
   * @param elsewhere the answer for a path that does not exist
   */
  void page(Answer answer, Answer elsewhere) {
    DebuggerPage debugger = DebuggerPage.in(answer);
    boolean everywhere = elsewhere.status() < 400 && DebuggerPage.in(elsewhere) != null;
    if (debugger != null && !debugger.console() && !everywhere) {
      propagates(answer, elsewhere, "the exception reached the debugger");
    } else if (answer.status() == 500 && isServersOwn(answer)) {
      propagates(answer, elsewhere, "the server's own error page in place of Flask's");
    } else if (answer.closed() && elsewhere.failure() == null) {
      propagates(answer, elsewhere, "the server hangs up, as uWSGI does on an exception");
    } else if (answer.text().startsWith("uWSGI exceptions catcher for ")) {
      propagates(answer, elsewhere, "the exception reached uWSGI");
    } else if (answer.status() == 500 && isFlasksOwn(answer) && !developmentServer) {
      propagates = propagates == State.UNKNOWN ? State.OFF : propagates;
      against(answer, Certainty.LIKELY, "Flask's own error page, the exception stayed in the app");
    }
    if (answer.status() == 200 && answer.isJson()) {
      json(answer);
    }
    if (answer.status() == 400
        && answer.text().contains("<h1>Bad Request</h1>")
        && (answer.text().contains("KeyError: &#39;") || answer.text().contains("KeyError: '"))) {
      speaks(answer, Certainty.CERTAIN, Certainty.CERTAIN.weight(), "the error page names the key");
    }
  }

  /** Flask 0.12 to 3.1: {@code jsonify} writes indented JSON with the flag on, else compact. */
  private void json(Answer answer) {
    String text = answer.text();
    if (text.startsWith("{\n  \"") && text.endsWith("}\n")) {
      speaks(answer, Certainty.HINT, 1, "indented JSON");
    } else if (text.startsWith("{\"") && text.endsWith("}\n") && text.contains("\":")) {
      against(answer, Certainty.HINT, "compact JSON");
    }
  }

  /**
   * Takes in what became of a page when its query was left out: a key that is missing in {@code
   * request.args} gives 400, and an exception with the flag on.
   *
   * @param elsewhere the answer for a path that does not exist
   */
  void missingKey(Answer with, Answer without, Answer elsewhere) {
    if (with.status() == 0 || with.status() >= 400) {
      return;
    }
    // Where a missing path is an error too, HTTP errors are trapped, which is another setting.
    if (without.isError() && !elsewhere.isError()) {
      speaks(without, Certainty.LIKELY, MISSING_KEY, "fails without its query instead of a 400");
    } else if (without.status() == 400) {
      against(without, Certainty.LIKELY, "answers 400 without its query");
    }
  }

  /** Takes in what became of half a JSON document: the flag makes Flask tell where it breaks. */
  void brokenJson(Answer plain, Answer broken) {
    if (broken.status() != 400 || broken.text().equals(plain.text())) {
      return;
    }
    if (broken.text().contains("Failed to decode JSON object: ")) {
      speaks(
          broken,
          Certainty.CERTAIN,
          Certainty.CERTAIN.weight(),
          "tells where the JSON of a request breaks");
    } else if (broken.text().contains("that this server could not understand.</p>")) {
      against(broken, Certainty.LIKELY, "does not tell where the JSON of a request breaks");
    }
  }

  State flag() {
    return on - off >= ENOUGH ? State.ON : off - on >= ENOUGH ? State.OFF : State.UNKNOWN;
  }

  State propagates() {
    return propagates;
  }

  /** {@return what was seen, and what follows from all of it together} */
  List<Observed> observed(Answer base) {
    List<Observed> all = new ArrayList<>(observed);
    boolean said = false;
    for (Observed one : observed) {
      said |= one.signal() == Signal.DEBUG_FLAG && one.certainty() != Certainty.HINT;
    }
    if (flag() == State.ON && !said) {
      all.add(
          new Observed(
              Signal.DEBUG_FLAG,
              Certainty.LIKELY,
              base.label(),
              "several traces of the debug flag together"));
    }
    return all;
  }

  /**
   * The flag is one cause of three, so this says little about it; it is a fault of its own. Other
   * frameworks crash too, which Flask's page for a missing path tells apart.
   */
  private void propagates(Answer answer, Answer elsewhere, String evidence) {
    propagates = State.ON;
    on += counted.add("propagates") ? 1 : 0;
    boolean flask = elsewhere.text().contains("<p>The requested URL was not found on the server.");
    add(Signal.PROPAGATES, flask ? Certainty.LIKELY : Certainty.HINT, answer, evidence);
  }

  private void speaks(Answer answer, Certainty certainty, int weight, String evidence) {
    on += counted.add(evidence) ? weight : 0;
    add(Signal.DEBUG_FLAG, certainty, answer, evidence);
  }

  private void against(Answer answer, Certainty certainty, String evidence) {
    off += counted.add(evidence) ? certainty.weight() : 0;
    add(Signal.DEBUG_FLAG_OFF, certainty, answer, evidence);
  }

  private void add(Signal signal, Certainty certainty, Answer answer, String evidence) {
    observed.add(
        new Observed(signal, certainty, answer.label(), evidence + " (" + answer.describe() + ")"));
  }

  /** Werkzeug's InternalServerError, 0.15 to 3.1. */
  private static boolean isFlasksOwn(Answer answer) {
    return answer.text().contains("<title>500 Internal Server Error</title>")
        && answer.text().contains("The server encountered an internal error and was unable");
  }

  /**
   * Executed: gunicorn 20.1.0 and 26.1.0 (141 bytes), waitress 2.1.2 and 3.0.2 (110 bytes), gevent
   * 22.10.2 (21 bytes), wsgiref (59 bytes), Apache 2.4.71 with mod_wsgi 4.9.4.
   */
  private static boolean isServersOwn(Answer answer) {
    String text = answer.text();
    return text.contains("<h1><p>Internal Server Error</p></h1>")
        || text.contains("(generated by waitress)")
        || text.contains("The server encountered an internal error or\nmisconfiguration and was")
        || text.equals("Internal Server Error")
        || text.equals("A server error occurred.  Please contact the administrator.");
  }
}
