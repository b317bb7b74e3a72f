import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Build step for the container: the files of an image, below one folder. A runtime of the modules
 * that are used, the jar, and a cache that was trained by that runtime with a whole run of the
 * action, against a Git server and an API on loopback.
 *
 * <p>Arguments: the runnable folder of the tool, the folder of the project, the folder to write,
 * and {@code copy} or {@code none} for the C library, which an image from scratch needs.
 */
final class Image {
  private static final String HOME = "opt/flask-debug-guard";

  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,"
          + "jdk.unsupported";

  private final Path application;
  private final Path project;
  private final Path image;

  private Image(Path application, Path project, Path image) {
    this.application = application;
    this.project = project;
    this.image = image;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path[] paths =
        Stream.of(arguments).limit(3).map(Path::of).map(Path::toAbsolutePath).toArray(Path[]::new);
    new Image(paths[0], paths[1], paths[2]).run(arguments[3].equals("copy"));
  }

  private void run(boolean libraries) throws IOException, InterruptedException {
    delete(image);
    Path runtime = image.resolve(HOME).resolve("runtime");
    Path lib = Files.createDirectories(image.resolve(HOME).resolve("lib"));
    Files.createDirectories(image.resolve("tmp"));
    start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
            "--add-modules",
            MODULES,
            "--strip-debug",
            "--no-man-pages",
            "--no-header-files",
            "--output",
            runtime.toString()),
        Map.of());
    Path jar = lib.resolve("flask-debug-guard.jar");
    Files.copy(application.resolve("lib/flask-debug-guard.jar"), jar);
    for (String name : List.of("LICENSE", "NOTICE")) {
      Files.copy(project.resolve(name), image.resolve(HOME).resolve(name));
    }
    train(runtime, jar, lib.resolve("flask-debug-guard.aot"));
    if (libraries) {
      copyLibraries(runtime);
    }
    // Whoever runs the image may be anyone.
    try (Stream<Path> all = Files.walk(image)) {
      for (Path path : all.toList()) {
        path.toFile().setReadable(true, false);
      }
    }
  }

  private void train(Path runtime, Path jar, Path cache) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("flask-debug-guard-image");
    try (Remote remote = new Remote(project.resolve("src/training/sample"))) {
      Path event = work.resolve("event.json");
      Files.writeString(
          event,
          "{\"repository\":{\"id\":1},\"pull_request\":{\"number\":1,\"head\":{\"repo\":{\"id\":1}},"
              + "\"base\":{\"sha\":\""
              + remote.base
              + "\"}}}");
      Map<String, String> environment =
          Map.ofEntries(
              Map.entry("GITHUB_EVENT_NAME", "pull_request"),
              Map.entry("GITHUB_EVENT_PATH", event.toString()),
              Map.entry("GITHUB_SHA", remote.head),
              Map.entry("GITHUB_REF", "refs/pull/1/merge"),
              Map.entry("GITHUB_REPOSITORY", "owner/sample"),
              Map.entry("GITHUB_SERVER_URL", remote.url()),
              Map.entry("GITHUB_API_URL", remote.url()),
              Map.entry("GITHUB_WORKSPACE", Files.createDirectory(work.resolve("w")).toString()),
              Map.entry("GITHUB_OUTPUT", work.resolve("output").toString()),
              Map.entry("GITHUB_STEP_SUMMARY", work.resolve("summary").toString()),
              Map.entry("INPUT_TOKEN", "training"),
              Map.entry("INPUT_FAIL-ON", "never"),
              Map.entry("INPUT_WAIT-FOR-PROCESSING", "false"),
              Map.entry("INPUT_ANNOTATIONS", "always"));
      List<String> command = new ArrayList<>();
      command.add(runtime.resolve("bin/java").toString());
      command.addAll(Assemble.TRAINING);
      command.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-jar", jar.toString(), "action"));
      String log = start(command, environment);
      if (!Files.exists(cache)
          || !Files.readString(work.resolve("output")).contains("verdict=on")) {
        throw new IOException("the training run did not do its work:\n" + log);
      }
    } finally {
      delete(work);
    }
    System.out.println("trained " + cache + ", " + Files.size(cache) / 1_048_576 + " MiB");
  }

  /**
   * The C library and what else the runtime is linked to, at the places where it looks for them.
   */
  private void copyLibraries(Path runtime) throws IOException, InterruptedException {
    TreeSet<Path> found = new TreeSet<>();
    List<Path> binaries = new ArrayList<>();
    try (Stream<Path> all = Files.walk(runtime)) {
      all.filter(path -> path.toString().endsWith(".so")).forEach(binaries::add);
    }
    binaries.add(runtime.resolve("bin/java"));
    for (Path binary : binaries) {
      for (String line : start(List.of("ldd", binary.toString()), Map.of()).split("\n")) {
        int slash = line.indexOf('/');
        int end = line.indexOf(" (");
        if (slash >= 0 && end > slash) {
          Path library = Path.of(line.substring(slash, end));
          if (!library.startsWith(runtime)) {
            found.add(library);
          }
        }
      }
    }
    for (Path library : found) {
      Path to = image.resolve(library.toString().substring(1));
      Files.createDirectories(to.getParent());
      Files.copy(library, to, StandardCopyOption.REPLACE_EXISTING);
    }
    Path etc = Files.createDirectories(image.resolve("etc"));
    Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/root:/none\n");
    Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
  }

  private static String start(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("flask-debug-guard-image", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("did not end: " + command);
      }
      String text = Files.readString(log);
      if (process.exitValue() != 0) {
        throw new IOException("failed: " + command + "\n" + text);
      }
      return text;
    } finally {
      Files.delete(log);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** A Git server with the sample in it, and an API that takes any upload. */
  private static final class Remote implements AutoCloseable {
    private final InMemoryRepository git =
        new InMemoryRepository(new DfsRepositoryDescription("sample"));
    private final HttpServer server;
    private final String base;
    private final String head;

    Remote(Path sample) throws IOException {
      git.getConfig().setBoolean("uploadpack", null, "allowfilter", true);
      ObjectId first = commit(null, sample.resolve("README.md"), sample);
      ObjectId second = commit(first, sample, sample);
      base = first.name();
      head = second.name();
      RefUpdate update = git.updateRef("refs/heads/main");
      update.setNewObjectId(second);
      update.update();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::handle);
      server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
      git.close();
    }

    private ObjectId commit(ObjectId parent, Path from, Path root) throws IOException {
      try (ObjectInserter inserter = git.newObjectInserter();
          Stream<Path> all = Files.walk(from)) {
        DirCacheBuilder builder = DirCache.newInCore().builder();
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          DirCacheEntry entry = new DirCacheEntry(root.relativize(file).toString());
          entry.setFileMode(FileMode.REGULAR_FILE);
          entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, Files.readAllBytes(file)));
          builder.add(entry);
        }
        builder.finish();
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(builder.getDirCache().writeTree(inserter));
        if (parent != null) {
          commit.setParentId(parent);
        }
        commit.setAuthor(new PersonIdent("Training", "training@example.org"));
        commit.setCommitter(commit.getAuthor());
        commit.setMessage("sample");
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        return id;
      }
    }

    private void handle(HttpExchange exchange) throws IOException {
      try (exchange) {
        String path = exchange.getRequestURI().getPath();
        InputStream in = exchange.getRequestBody();
        if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
          in = new GZIPInputStream(in);
        }
        if (path.endsWith("/sarifs")) {
          in.readAllBytes();
          byte[] body = "{\"id\":\"training\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(202, body.length);
          exchange.getResponseBody().write(body);
          return;
        }
        String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
        UploadPack pack = new UploadPack(git);
        pack.setBiDirectionalPipe(false);
        pack.setRequestPolicy(UploadPack.RequestPolicy.ANY);
        if (protocol != null) {
          pack.setExtraParameters(Arrays.asList(protocol.split(":")));
        }
        boolean greeting = path.endsWith("/info/refs");
        exchange
            .getResponseHeaders()
            .set(
                "Content-Type",
                "application/x-git-upload-pack-" + (greeting ? "advertisement" : "result"));
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        if (greeting) {
          PacketLineOut line = new PacketLineOut(out);
          if (protocol == null) {
            line.writeString("# service=git-upload-pack\n");
            line.end();
          }
          pack.sendAdvertisedRefs(
              new RefAdvertiser.PacketLineOutRefAdvertiser(line), "git-upload-pack");
        } else {
          pack.upload(in, out, null);
        }
      }
    }
  }
}
