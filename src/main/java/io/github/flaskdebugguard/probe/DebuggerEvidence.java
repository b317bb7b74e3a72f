package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.verdict.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether Werkzeug's debugger wraps the app. Its resources answer on every path below the
 * app, also where the console is refused or off; a fake answers on one path, or to everything.
 */
final class DebuggerEvidence {
  private static final List<String> SCRIPT =
      List.of("CONSOLE_MODE", "EVALEX", "EVALEX_TRUSTED", "openShell", "__debugger__", "SECRET");
  private static final int ENOUGH = 4;

  private final List<Observed> observed = new ArrayList<>();
  private final boolean localName;
  private State debugger = State.OFF;
  private Live.Console console = Live.Console.UNKNOWN;
  private State evalex = State.UNKNOWN;
  private State pin = State.UNKNOWN;
  private boolean anyMethod;

  /**
   * @param localName whether the debugger trusts the name of the host that is sent
   */
  DebuggerEvidence(boolean localName) {
    this.localName = localName;
  }

  /** {@return the query that asks the debugger for one of its files} */
  static String resource(String file) {
    return "?__debugger__=yes&cmd=resource&f=" + file;
  }

  /** {@return whether an answer is the debugger's script} */
  static boolean isScript(Answer answer) {
    int marks = 0;
    for (String mark : SCRIPT) {
      marks += answer.text().contains(mark) ? 1 : 0;
    }
    return answer.status() == 200 && !answer.isHtml() && marks >= ENOUGH;
  }

  /**
   * Takes in a script that was found.
   *
   * @param script the answer with the script
   * @param missing the answer for a resource that the debugger does not have
   * @param elsewhere the answer for the script below a path that does not exist
   * @param plain the answer for that path without a query
   */
  void script(Answer script, Answer missing, Answer elsewhere, Answer plain) {
    boolean anything = isScript(missing) || isScript(plain);
    boolean everywhere = isScript(elsewhere);
    if (anything || (!everywhere && !script.hasDebuggerTag())) {
      add(
          Signal.LOOKALIKE,
          Certainty.CERTAIN,
          script,
          anything
              ? "the debugger's script answers to anything, so it is a copy"
              : "a copy of the debugger's script on one path only");
      return;
    }
    debugger = State.ON;
    boolean proven = everywhere && (missing.status() == 404 || script.hasDebuggerTag());
    add(
        Signal.DEBUGGER,
        proven ? Certainty.CERTAIN : Certainty.LIKELY,
        script,
        "Werkzeug's debugger serves its script"
            + (everywhere ? ", also below a path that does not exist" : ""));
  }

  /** There is no answer for the script, so that nothing is known. */
  void unanswered() {
    debugger = State.UNKNOWN;
  }

  /**
   * {@return whether a page is the debugger's console though its files neither come nor are
   * refused}
   *
   * @param resource the answer for the debugger's script
   */
  boolean isOpen(Answer answer, Answer resource) {
    DebuggerPage page = DebuggerPage.in(answer);
    return debugger != State.ON
        && !isScript(resource)
        && answer.status() == 200
        && page != null
        && page.console()
        && page.complete();
  }

  /**
   * Takes in the answer to OPTIONS on the path of such a console. The debugger does not look at the
   * method (Werkzeug 0.9 to 3.1, {@code DebuggedApplication.__call__}), while Flask answers OPTIONS
   * on a page of the app by itself, with no text.
   */
  void method(Answer answer) {
    DebuggerPage page = DebuggerPage.in(answer);
    anyMethod = answer.status() == 200 && page != null && page.console() && page.complete();
  }

  /**
   * Takes in the answer for a path at which the console may be.
   *
   * @param resource the answer for the debugger's script
   * @param plain the answer for a path that does not exist
   * @param samePage whether the answer is the page of that path
   */
  void console(Answer answer, Answer resource, Answer plain, boolean samePage) {
    DebuggerPage page = DebuggerPage.in(answer);
    if (answer.status() == 200 && page != null && page.console()) {
      consolePage(answer, page, resource, samePage);
    } else if (answer.text().contains("<h1>Interactive Console</h1>") && debugger != State.ON) {
      add(Signal.LOOKALIKE, Certainty.CERTAIN, answer, "a console's heading without a debugger");
      absent();
    } else if (debugger == State.ON && answer.status() == 400 && plain.status() != 400) {
      console = Live.Console.REFUSED;
      evalex = State.ON;
      add(
          Signal.CONSOLE_REFUSED,
          Certainty.CERTAIN,
          answer,
          "400 where an unknown path gives "
              + plain.status()
              + ": the console is there and refuses this host name; whoever sends another Host"
              + " header may still get it");
    } else if (samePage || answer.status() == 404) {
      absent();
    }
  }

  private void absent() {
    if (console == Live.Console.UNKNOWN) {
      console = Live.Console.ABSENT;
    }
  }

  private void consolePage(Answer answer, DebuggerPage page, Answer resource, boolean samePage) {
    boolean filtered = resource.status() == 401 || resource.status() == 403;
    if (!samePage && isOpen(answer, resource) && !filtered && anyMethod) {
      debugger = State.UNKNOWN;
      add(
          Signal.CONSOLE_OPEN,
          Certainty.HINT,
          answer,
          "a console that answers OPTIONS too, as the debugger's own does, though its files do not"
              + " come: something drops their queries, or it is a copy");
      return;
    }
    if (samePage || (debugger != State.ON && !(filtered && page.complete()))) {
      add(
          Signal.LOOKALIKE,
          Certainty.CERTAIN,
          answer,
          "the page of a console, though no debugger serves its files: a copy, or something"
              + " filters them");
      absent();
      return;
    }
    Certainty certainty = debugger == State.ON ? Certainty.CERTAIN : Certainty.LIKELY;
    if (debugger != State.ON) {
      debugger = State.ON;
      add(
          Signal.DEBUGGER,
          certainty,
          answer,
          "a console whose files are filtered (" + resource.status() + ")");
    }
    console = Live.Console.OPEN;
    evalex = page.evalex() ? State.ON : evalex;
    add(Signal.CONSOLE_OPEN, certainty, answer, "the console is open to this client");
    trust(answer, page, certainty);
  }

  /** Takes in a page that may be the debugger's traceback. */
  void page(Answer answer) {
    DebuggerPage page = DebuggerPage.in(answer);
    if (page == null || page.console() || debugger != State.ON) {
      return;
    }
    if (page.evalex()) {
      evalex = State.ON;
    } else if (evalex == State.UNKNOWN && (console == Live.Console.ABSENT || localName)) {
      evalex = State.OFF;
    }
    trust(answer, page, Certainty.CERTAIN);
  }

  private void trust(Answer answer, DebuggerPage page, Certainty certainty) {
    if (page.trusted() == State.ON && pin != State.OFF) {
      pin = State.OFF;
      // Without evalex there is nothing that a PIN would protect.
      if (evalex == State.ON) {
        add(Signal.PIN_OFF, certainty, answer, "EVALEX_TRUSTED is true for a client without a PIN");
      }
    } else if (page.trusted() == State.OFF) {
      pin = State.ON;
    }
  }

  private void add(Signal signal, Certainty certainty, Answer answer, String evidence) {
    observed.add(
        new Observed(signal, certainty, answer.label(), evidence + " (" + answer.describe() + ")"));
  }

  State debugger() {
    return debugger;
  }

  Live.Console console() {
    return console;
  }

  State evalex() {
    return debugger == State.OFF ? State.OFF : evalex;
  }

  State pin() {
    return pin;
  }

  List<Observed> observed() {
    return observed;
  }
}
