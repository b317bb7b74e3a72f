package io.github.flaskdebugguard.probe;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one host, each on a connection of its own. The name is resolved once and every
 * connection goes to the address that was judged then, so that a name which changes its address
 * cannot lead elsewhere. Plain sockets instead of the JDK's HTTP client: it follows no limits on
 * the head, and loading it takes longer than a whole probe.
 */
final class Transport {
  private final Target target;
  private final List<Header> headers;
  private final Duration timeout;
  private final boolean insecure;
  private final Addresses resolver;
  private @Nullable SSLSocketFactory sockets;
  private List<InetAddress> addresses = List.of();
  // One for all answers: an array of its own for each is what made memory grow.
  private final byte[] body = new byte[Wire.BODY];

  Transport(
      Target target, List<Header> headers, Duration timeout, boolean insecure, Addresses resolver) {
    this.target = target;
    this.headers = List.copyOf(headers);
    this.timeout = timeout;
    this.insecure = insecure;
    this.resolver = resolver;
  }

  /** {@return why the host has no address that may be probed, or null} */
  @Nullable Failure resolve() {
    AtomicReference<@Nullable List<InetAddress>> found = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .name("resolver")
        .start(
            () -> {
              try {
                found.set(resolver.of(target.host()));
              } catch (UnknownHostException e) {
                found.set(List.of());
              } finally {
                done.countDown();
              }
            });
    try {
      if (!done.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return new Failure(
            Failure.Kind.DNS, "the name " + target.host() + " is not resolved in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<InetAddress> all = found.get();
    if (all == null || all.isEmpty()) {
      return new Failure(Failure.Kind.DNS, "the name " + target.host() + " has no address");
    }
    for (InetAddress address : all) {
      if (Addresses.isForbidden(address)) {
        return new Failure(
            Failure.Kind.FORBIDDEN,
            target.host()
                + " leads to "
                + address.getHostAddress()
                + ", which is never probed (link-local, multicast or a metadata service)");
      }
    }
    addresses = List.copyOf(all);
    return null;
  }

  /** {@return the answer to a request} */
  Answer send(Request request) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (Socket plain = connect(deadline)) {
      if (!target.tls()) {
        return exchange(plain, request, deadline);
      }
      CountDownLatch done = new CountDownLatch(1);
      // A record that comes byte by byte renews the time-out of a read; this ends it all the same.
      Thread.ofPlatform().daemon().name("deadline").start(() -> closeAt(plain, deadline, done));
      try (Socket secured = secure(plain, deadline)) {
        return exchange(secured, request, deadline);
      } finally {
        done.countDown();
      }
    } catch (SSLException e) {
      return System.nanoTime() >= deadline ? late(request) : untrusted(request, e);
    } catch (SocketTimeoutException e) {
      return late(request);
    } catch (ConnectException e) {
      return Answer.failed(
          request.label(), Failure.Kind.REFUSED, target.authority() + " refuses the connection");
    } catch (Wire.InvalidAnswerException e) {
      return Answer.failed(request.label(), Failure.Kind.INVALID, String.valueOf(e.getMessage()));
    } catch (EOFException e) {
      return closed(request);
    } catch (SocketException e) {
      if (System.nanoTime() >= deadline) {
        return late(request);
      }
      String message = String.valueOf(e.getMessage());
      return message.contains("reset") || message.contains("Broken pipe")
          ? closed(request)
          : Answer.failed(request.label(), Failure.Kind.NETWORK, message);
    } catch (IOException e) {
      return Answer.failed(request.label(), Failure.Kind.NETWORK, String.valueOf(e.getMessage()));
    }
  }

  private Answer late(Request request) {
    return Answer.failed(
        request.label(),
        Failure.Kind.TIMEOUT,
        "no answer within " + timeout.toMillis() / 1000.0 + " s");
  }

  private static Answer closed(Request request) {
    return Answer.failed(
        request.label(), Failure.Kind.CLOSED, "the connection was closed without an answer");
  }

  private static Answer untrusted(Request request, SSLException e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return Answer.failed(request.label(), Failure.Kind.TLS, "TLS fails: " + cause.getMessage());
  }

  private Socket connect(long deadline) throws IOException {
    IOException failure = new ConnectException("no address");
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, target.port()), left(deadline));
        addresses = List.of(address);
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  private Socket secure(Socket plain, long deadline) throws IOException {
    SSLSocketFactory factory = sockets == null ? Trust.sockets(insecure) : sockets;
    sockets = factory;
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, target.host(), target.port(), true);
    if (!insecure) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.setSoTimeout(left(deadline));
    socket.startHandshake();
    return socket;
  }

  private static void closeAt(Socket socket, long deadline, CountDownLatch done) {
    try {
      if (!done.await(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS)) {
        socket.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private Answer exchange(Socket socket, Request request, long deadline) throws IOException {
    socket.getOutputStream().write(bytes(request));
    socket.getOutputStream().flush();
    InputStream timed = new TimedInput(socket, deadline);
    return new Wire(new BufferedInputStream(timed, 8192), body)
        .read(request.label(), request.method().equals("HEAD"));
  }

  private byte[] bytes(Request request) {
    List<Header> all = new ArrayList<>();
    if (!given("host")) {
      all.add(new Header("Host", target.authority()));
    }
    if (!given("user-agent")) {
      all.add(new Header("User-Agent", Probe.AGENT));
    }
    all.addAll(headers);
    for (Header header : request.headers()) {
      if (!given(header.name().toLowerCase(Locale.ROOT))) {
        all.add(header);
      }
    }
    all.add(new Header("Connection", "close"));
    if (!request.body().isEmpty()) {
      all.add(new Header("Content-Length", Integer.toString(request.body().length())));
    }
    StringBuilder text = new StringBuilder(256);
    text.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
    for (Header header : all) {
      text.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    text.append("\r\n").append(request.body());
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private boolean given(String name) {
    for (Header header : headers) {
      if (header.is(name)) {
        return true;
      }
    }
    return false;
  }

  private static int left(long deadline) throws SocketTimeoutException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("out of time");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  /** Gives each read only what is left of the time for the whole answer. */
  private static final class TimedInput extends FilterInputStream {
    private final Socket socket;
    private final long deadline;

    TimedInput(Socket socket, long deadline) throws IOException {
      super(socket.getInputStream());
      this.socket = socket;
      this.deadline = deadline;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      socket.setSoTimeout(left(deadline));
      return super.read(buffer, offset, length);
    }
  }
}
