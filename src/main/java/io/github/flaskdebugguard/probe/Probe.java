package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.verdict.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running address what strangers can see of it. Sends GET and OPTIONS requests only, at most
 * {@link #REQUESTS} of them and with a pause between any two; unlocks no console, sends no PIN,
 * runs nothing, follows no redirect.
 */
public final class Probe {
  /** How the probe names itself to the server. */
  static final String AGENT =
      "flask-debug-guard-probe (+https://github.com/flask-debug-guard/flask-debug-guard)";

  /** Requests of one probe, without those that wait for a service to come up. */
  static final int REQUESTS = 30;

  private static final int MOUNTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Options options;
  private final Target target;
  private final Transport transport;
  private final Consumer<Answer> listener;
  private final List<Observed> observed = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private int left = REQUESTS;

  private Probe(Options options, Addresses addresses, Consumer<Answer> listener) {
    this.options = options;
    this.listener = listener;
    this.target = options.target();
    this.transport =
        new Transport(target, options.headers(), options.timeout(), options.insecure(), addresses);
  }

  /**
   * What to probe, and how.
   *
   * @param paths pages that may fail, from the mount prefix of the target, with their queries
   * @param consoles paths at which the debugger's console may be, beside {@code /console}
   * @param headers sent with each request
   * @param timeout for one answer, from the first packet to its end
   * @param insecure whether any certificate will do
   * @param patience how long a service may take to come up
   */
  public record Options(
      Target target,
      List<String> paths,
      List<String> consoles,
      List<Header> headers,
      Duration timeout,
      boolean insecure,
      Duration patience) {
    public Options {
      paths = List.copyOf(paths);
      consoles = List.copyOf(consoles);
      headers = List.copyOf(headers);
    }

    /** {@return the options for an address alone} */
    public static Options of(Target target) {
      return new Options(
          target, List.of(), List.of(), List.of(), Duration.ofSeconds(10), false, Duration.ZERO);
    }
  }

  /** {@return what a running address shows} */
  public static ProbeResult run(Options options) {
    return run(options, Addresses.SYSTEM, answer -> {});
  }

  /**
   * {@return what a running address shows}
   *
   * @param listener hears each answer
   */
  static ProbeResult run(Options options, Addresses addresses, Consumer<Answer> listener) {
    long start = System.nanoTime();
    return new Probe(options, addresses, listener).run(start);
  }

  private ProbeResult run(long start) {
    Failure failure = transport.resolve();
    long end = start + options.patience().toNanos();
    while (failure != null && failure.kind() == Failure.Kind.DNS && System.nanoTime() < end) {
      LockSupport.parkNanos(RETRY.toNanos());
      failure = transport.resolve();
    }
    if (failure != null) {
      return failed(failure, start);
    }
    String path = target.prefix() + "/" + target.query();
    Answer base = transport.send(Request.page(path));
    while (isDown(base) && System.nanoTime() < end) {
      LockSupport.parkNanos(RETRY.toNanos());
      base = transport.send(Request.page(path));
    }
    record(base);
    Failure first = base.failure();
    // A page that crashes closes the connection under uWSGI, and others may still answer.
    if (first != null && first.kind() != Failure.Kind.CLOSED) {
      return failed(first, start);
    }
    return all(base, path, start);
  }

  private static boolean isDown(Answer base) {
    return base.fromGateway()
        || (base.failure() != null && base.failure().kind() != Failure.Kind.FORBIDDEN);
  }

  private ProbeResult all(Answer base, String basePath, long start) {
    String lost = target.path("/" + word());
    Answer plain = send(Request.page(lost));
    String query = DebuggerEvidence.resource("debugger.js");
    Answer script = send(Request.get(target.prefix() + "/" + query));
    Answer elsewhere = send(Request.get(lost + query));
    DebuggerEvidence debugger = new DebuggerEvidence(sendsLocalName());
    Answer found = debugger(debugger, script, elsewhere, lost, plain);
    Failure failure = unusable(base, plain, script);
    if (failure != null) {
      return failed(failure, start);
    }
    Set<String> consoles = new LinkedHashSet<>();
    consoles.add("/console");
    consoles.addAll(options.consoles());
    for (String console : consoles) {
      String path = target.path(console);
      Answer answer = send(Request.page(path));
      boolean samePage = answer.samePage(path, plain, lost);
      if (!samePage && debugger.isOpen(answer, found)) {
        debugger.method(send(Request.options(path)));
      }
      debugger.console(answer, found, plain, samePage);
    }
    add(Tools.toolbarFile(send(Request.get(target.path(Tools.TOOLBAR)))));
    add(Tools.graphiql(send(Request.page(target.path(Tools.GRAPHQL)))));
    Answer odd = send(Request.odd(target.prefix() + "/"));
    boolean developmentServer = developmentServer();
    FlagEvidence flag = new FlagEvidence(developmentServer);
    List<Answer> pages = pages(base, basePath, plain, flag);
    look(debugger, flag, pages, plain, odd);
    observed.addAll(debugger.observed());
    observed.addAll(flag.observed(base));
    Live live = live(debugger, flag, developmentServer, plain);
    remark(live, base, plain);
    return new ProbeResult(target, null, live, distinct(), remarks, requests, millis(start));
  }

  private boolean sendsLocalName() {
    for (Header header : options.headers()) {
      if (header.is("host")) {
        return Target.isLocalName(header.value());
      }
    }
    return Target.isLocalName(target.authority());
  }

  /** {@return the answer that holds the debugger's script, or the first that does not} */
  private Answer debugger(
      DebuggerEvidence debugger, Answer script, Answer elsewhere, String lost, Answer plain) {
    String query = DebuggerEvidence.resource("debugger.js");
    Map<String, Answer> scripts = new LinkedHashMap<>();
    scripts.put(target.prefix() + "/", script);
    scripts.put(lost, elsewhere);
    Set<String> mounts = new LinkedHashSet<>();
    if (!target.prefix().isEmpty()) {
      mounts.add("/");
    }
    for (String path : options.paths()) {
      String mount = mount(target.path(path));
      // Apps below one address may be mounted apart.
      if (!mount.isEmpty() && mounts.size() < MOUNTS) {
        mounts.add(mount);
      }
    }
    for (String mount : mounts) {
      if (!scripts.containsKey(mount)) {
        scripts.put(mount, send(Request.get(mount + query)));
      }
    }
    boolean answered = true;
    for (Map.Entry<String, Answer> tried : scripts.entrySet()) {
      Answer answer = tried.getValue();
      if (DebuggerEvidence.isScript(answer)) {
        String missing = tried.getKey() + DebuggerEvidence.resource(word() + ".js");
        debugger.script(answer, send(Request.get(missing)), elsewhere, plain);
        return answer;
      }
      answered &= answer.status() != 0 && !answer.fromGateway();
    }
    if (!answered) {
      debugger.unanswered();
    }
    return script;
  }

  /** {@return the path without its query, when its first part is longer than the whole} */
  private static String mount(String path) {
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    int slash = plain.indexOf('/', 1);
    return slash < 0 ? "" : plain.substring(0, slash + 1);
  }

  private @Nullable Failure unusable(Answer base, Answer plain, Answer script) {
    if (base.fromGateway() && plain.fromGateway() && script.fromGateway()) {
      return new Failure(
          Failure.Kind.GATEWAY,
          "every answer is " + base.status() + ": a proxy stands in for a service that is down");
    }
    if (base.closed() && plain.closed() && script.closed()) {
      return base.failure();
    }
    if (base.isRedirect() && plain.isRedirect() && script.isRedirect()) {
      String origin = Redirects.origin(base.header("location"), target);
      if (!origin.isEmpty()
          && origin.equals(Redirects.origin(plain.header("location"), target))
          && origin.equals(Redirects.origin(script.header("location"), target))) {
        return new Failure(
            Failure.Kind.REDIRECTED, "every answer leads to " + origin + ", which is to be probed");
      }
    }
    return null;
  }

  private boolean developmentServer() {
    for (Answer answer : answers) {
      Observed server = Tools.developmentServer(answer);
      if (server != null) {
        observed.add(server);
        return true;
      }
    }
    return false;
  }

  /** Asks for every page once, and then for what tells more about each as long as there is room. */
  private List<Answer> pages(Answer base, String basePath, Answer plain, FlagEvidence flag) {
    Map<String, Answer> pages = new LinkedHashMap<>();
    pages.put(basePath, base);
    int skipped = 0;
    for (String path : options.paths()) {
      if (left == 0) {
        skipped++;
      } else {
        String full = target.path(path);
        pages.put(full, send(Request.page(full)));
      }
    }
    if (skipped > 0) {
      remarks.add(
          skipped + " of the paths were left out: a probe sends " + REQUESTS + " requests.");
    }
    List<Answer> all = new ArrayList<>(pages.values());
    for (Map.Entry<String, Answer> page : pages.entrySet()) {
      flag.page(page.getValue(), plain);
      withoutQuery(page.getKey(), page.getValue(), plain, flag, all);
    }
    for (Map.Entry<String, Answer> page : pages.entrySet()) {
      Answer answer = page.getValue();
      if (answer.status() != 0 && answer.status() < 500 && answer.status() != 404 && left > 0) {
        Answer broken = send(Request.brokenJson(page.getKey()));
        all.add(broken);
        flag.brokenJson(answer, broken);
      }
    }
    return all;
  }

  private void withoutQuery(
      String path, Answer with, Answer plain, FlagEvidence flag, List<Answer> all) {
    int query = path.indexOf('?');
    if (query > 0 && with.status() != 0 && with.status() < 400 && left > 0) {
      Answer without = send(Request.page(path.substring(0, query)));
      all.add(without);
      flag.page(without, plain);
      flag.missingKey(with, without, plain);
    }
  }

  private void look(
      DebuggerEvidence debugger, FlagEvidence flag, List<Answer> pages, Answer plain, Answer odd) {
    List<Answer> all = new ArrayList<>(List.of(plain, odd));
    all.addAll(pages);
    for (Answer answer : all) {
      add(Tools.toolbarOn(answer));
      add(Tools.graphiql(answer));
      debugger.page(answer);
      // A page for every path cannot be about this one; what it quotes is no leak.
      boolean catchAll = answer == plain && plain.status() < 400 && plain.isHtml();
      if (!catchAll) {
        observed.addAll(Leaks.in(answer, answer == plain ? null : plain));
      }
      redirect(answer);
    }
    flag.page(odd, plain);
  }

  private void redirect(Answer answer) {
    if (answer.isRedirect()) {
      String origin = Redirects.origin(answer.header("location"), target);
      if (!origin.isEmpty()) {
        observed.add(
            new Observed(
                Signal.REDIRECT,
                Certainty.CERTAIN,
                answer.label(),
                "leads to " + origin + ", which is not followed"));
      }
    }
  }

  private Live live(
      DebuggerEvidence debugger, FlagEvidence flag, boolean developmentServer, Answer plain) {
    boolean leak = false;
    boolean toolbar = false;
    for (Observed one : observed) {
      boolean sure = one.certainty() != Certainty.HINT;
      leak |= sure && one.signal().rule().equals("traceback-to-client");
      toolbar |= sure && one.signal().rule().equals("debug-tool-in-production");
    }
    boolean failed = false;
    for (Answer answer : answers) {
      // Some servers hang up on a body that nobody reads.
      boolean refused = answer.closed() && answer.label().endsWith("JSON document");
      failed |= answer.isError() && !answer.fromGateway() && !refused;
    }
    boolean named = !plain.header("server").isEmpty();
    return new Live(
        debugger.debugger(),
        debugger.console(),
        debugger.evalex(),
        debugger.pin(),
        leak ? State.ON : failed ? State.OFF : State.UNKNOWN,
        flag.flag(),
        flag.propagates(),
        developmentServer ? State.ON : named ? State.OFF : State.UNKNOWN,
        toolbar ? State.ON : State.OFF);
  }

  private void remark(Live live, Answer base, Answer plain) {
    if (live.traceback() == State.UNKNOWN) {
      remarks.add(
          "No request made the app fail, so its error pages were not seen; name a page that fails"
              + " with --path.");
    }
    if (live.debugger() == State.ON && live.evalex() == State.UNKNOWN) {
      remarks.add(
          "Whether the debugger runs code is open: no console at the paths tried, and no traceback"
              + " page was seen. Name its path with --console, or a page that fails with --path.");
    }
    if (live.debugger() == State.UNKNOWN) {
      remarks.add("The debugger's files did not come through, so whether it is there stays open.");
    }
    if (live.flag() == State.UNKNOWN) {
      remarks.add(
          "The debug flag left no clear trace; --path with a page that reads its query or JSON"
              + " tells more.");
    }
    if (base.status() == 401 || base.status() == 403) {
      remarks.add(
          "The start page answers "
              + base.status()
              + "; give credentials with --header to see what users get.");
    }
    if (plain.status() == 200) {
      remarks.add("A path that does not exist answers 200, so answers were compared with it.");
    }
    int lost = 0;
    int cut = 0;
    for (Answer answer : answers) {
      lost += answer.failure() != null && !answer.closed() ? 1 : 0;
      cut += answer.cut() ? 1 : 0;
    }
    if (lost > 0) {
      remarks.add(lost + " of " + answers.size() + " requests got no answer.");
    }
    if (cut > 0) {
      remarks.add(cut + " answers were not read to their end.");
    }
  }

  private void add(@Nullable Observed one) {
    if (one != null) {
      observed.add(one);
    }
  }

  private List<Observed> distinct() {
    Set<String> seen = new LinkedHashSet<>();
    List<Observed> result = new ArrayList<>();
    for (Observed one : observed) {
      if (seen.add(one.signal() + " " + one.request() + " " + one.evidence())) {
        result.add(one);
      }
    }
    result.sort(Comparator.comparing(Observed::level).thenComparing(Observed::signal));
    return result;
  }

  private Answer send(Request request) {
    if (left == 0) {
      return Answer.failed(request.label(), Failure.Kind.NETWORK, "not sent");
    }
    LockSupport.parkNanos(PAUSE.toNanos());
    Answer answer = transport.send(request);
    record(answer);
    return answer;
  }

  private void record(Answer answer) {
    left--;
    // Texts may be long, and nobody reads them from here.
    answers.add(answer.withoutText());
    listener.accept(answer);
    requests.add(answer.label() + " -> " + answer.describe());
  }

  private static String word() {
    return "fdg-" + Long.toString(new SplittableRandom().nextLong() & Long.MAX_VALUE, 36);
  }

  private ProbeResult failed(Failure failure, long start) {
    return new ProbeResult(
        target, failure, Live.UNKNOWN, List.of(), remarks, requests, millis(start));
  }

  private static long millis(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
