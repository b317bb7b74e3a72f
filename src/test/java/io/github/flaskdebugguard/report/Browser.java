package io.github.flaskdebugguard.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, spoken to by its own debugging protocol. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final List<String> events = new ArrayList<>();
  private int last;

  private Browser(Process process, int port) throws IOException, InterruptedException {
    this.process = process;
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest open =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String page = client.send(open, HttpResponse.BodyHandlers.ofString()).body();
    socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(text(page, "webSocketDebuggerUrl")), new Listener())
            .join();
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      call(domain + ".enable", "{}");
    }
  }

  /** {@return a browser, or null where none is installed} */
  static @Nullable Browser start(Path folder) throws IOException, InterruptedException {
    Path program = Path.of("/usr/bin/chromium");
    if (!Files.isExecutable(program)) {
      return null;
    }
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("profile"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start();
    Path ports = folder.resolve("profile/DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.exists(ports) && !Files.readAllLines(ports).isEmpty()) {
        return new Browser(process, Integer.parseInt(Files.readAllLines(ports).getFirst()));
      }
      Thread.sleep(100);
    }
    process.destroyForcibly();
    throw new IOException(Files.readString(folder.resolve("browser.log")));
  }

  /** Opens a file in a window of this width and waits until all of it is there. */
  void open(Path file, int width) throws IOException, InterruptedException {
    events.clear();
    call(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":"
            + width
            + ",\"height\":900,\"deviceScaleFactor\":1,\"mobile\":"
            + (width < 600)
            + "}");
    call("Page.navigate", "{\"url\":\"" + file.toUri() + "\"}");
    while (events.stream().noneMatch(event -> event.contains("\"Page.loadEventFired\""))) {
      events.add(next());
    }
    Thread.sleep(300);
    for (String each = messages.poll(); each != null; each = messages.poll()) {
      events.add(each);
    }
  }

  /** {@return addresses that were asked for since the page was opened} */
  List<String> requests() {
    return events.stream()
        .filter(event -> event.contains("\"Network.requestWillBeSent\""))
        .map(event -> text(event, "documentURL") + " asks for " + text(event, "url"))
        .toList();
  }

  /** {@return what the page wrote to the console, or the browser about it} */
  List<String> complaints() {
    return events.stream()
        .filter(
            event ->
                event.contains("\"Log.entryAdded\"")
                    || event.contains("\"Runtime.consoleAPICalled\"")
                    || event.contains("\"Runtime.exceptionThrown\"")
                    || event.contains("\"Page.javascriptDialogOpening\""))
        .toList();
  }

  /** {@return what an expression gives, as text} */
  String evaluate(String expression) throws IOException, InterruptedException {
    String escaped = expression.replace("\\", "\\\\").replace("\"", "\\\"");
    String answer =
        call(
            "Runtime.evaluate",
            "{\"returnByValue\":true,\"expression\":\"String(" + escaped + ")\"}");
    return text(answer, "value");
  }

  void screenshot(Path file) throws IOException, InterruptedException {
    String answer = call("Page.captureScreenshot", "{\"captureBeyondViewport\":true}");
    Files.write(file, Base64.getDecoder().decode(text(answer, "data")));
  }

  private String call(String method, String parameters) throws IOException, InterruptedException {
    int id = ++last;
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
        .join();
    while (true) {
      String message = next();
      if (message.startsWith("{\"id\":" + id + ",")) {
        return message;
      }
      events.add(message);
    }
  }

  private String next() throws IOException, InterruptedException {
    String message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("the browser says nothing");
    }
    return message;
  }

  private static String text(String json, String name) {
    String compact = json.replace("\": \"", "\":\"");
    int at = compact.indexOf("\"" + name + "\":\"");
    int start = at + name.length() + 4;
    return at < 0 ? "" : compact.substring(start, compact.indexOf('"', start));
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
      part.append(data);
      if (whole) {
        messages.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
