package io.github.flaskdebugguard.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/** Connections that end when a server sends more than a repository may have. */
final class Server extends JDKHttpConnectionFactory {
  /** What a message of ours begins with, so that it is told from those of a server. */
  static final String TOO_LARGE = "sends more than ";

  /** Bytes in which a server tells its capabilities. */
  private static final int GREETING = 2048;

  private final long limit;
  private final StringBuilder greeting = new StringBuilder();
  private long received;

  Server(long limit) {
    this.limit = limit;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return new Counted(url);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return new Counted(url, proxy);
  }

  /**
   * {@return whether the server has told that its ids are of SHA-256} JGit passes over that, and
   * the server then hangs up.
   */
  boolean isSha256() {
    return greeting.indexOf("object-format=sha256") >= 0;
  }

  /**
   * {@return what an exception of JGit says, on one line and not long: a server may have worded it}
   */
  static String words(Throwable e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  private void count(long bytes) throws IOException {
    received += Math.max(bytes, 0);
    if (received > limit) {
      throw new IOException(TOO_LARGE + (limit >> 20) + " MiB");
    }
  }

  private final class Counted extends JDKHttpConnection {
    Counted(URL url) throws IOException {
      super(url);
    }

    Counted(URL url, Proxy proxy) throws IOException {
      super(url, proxy);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new CountedStream(super.getInputStream());
    }
  }

  private final class CountedStream extends java.io.FilterInputStream {
    CountedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      if (b >= 0 && greeting.length() < GREETING) {
        greeting.append((char) b);
      }
      return b;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int read = super.read(target, from, length);
      count(read);
      for (int i = 0; i < read && greeting.length() < GREETING; i++) {
        greeting.append((char) (target[from + i] & 0xff));
      }
      return read;
    }
  }
}
