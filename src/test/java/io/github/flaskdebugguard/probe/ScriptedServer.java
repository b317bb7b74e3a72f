package io.github.flaskdebugguard.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on 127.0.0.1 that says whatever a test wants, also what no real one says. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Script script;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** What is said to one request. */
  @FunctionalInterface
  interface Script {
    /** Answers a request of which the first line is given. */
    void answer(String line, OutputStream out) throws IOException, InterruptedException;
  }

  private ScriptedServer(ServerSocket socket, Script script) {
    this.socket = socket;
    this.script = script;
  }

  static ScriptedServer start(Script script) throws IOException {
    return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  static ScriptedServer start(ServerSocket socket, Script script) {
    ScriptedServer server = new ScriptedServer(socket, script);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /** {@return a script that gives one whole answer to everything} */
  static Script always(String answer) {
    return (line, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  static String answer(int status, String type, String body) {
    return "HTTP/1.1 "
        + status
        + " X\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  int port() {
    return socket.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** {@return the heads of all requests so far} */
  List<String> heads() {
    return List.copyOf(heads);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      script.answer(head.lines().findFirst().orElse(""), client.getOutputStream());
      client.getOutputStream().flush();
    } catch (IOException e) {
      // The probe has had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.append((char) c);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
