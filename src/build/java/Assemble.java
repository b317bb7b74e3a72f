import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Build step after shading: turns the one jar into the runnable folder, with its launcher and its
 * ahead-of-time cache. Runs from source with the JDK 25 which will also run the tool, because a
 * cache fits exactly one build of Java.
 *
 * <p>Arguments: the shaded jar, the folder of the project, the folder to write.
 */
final class Assemble {
  /** Java 8. Older classes are left out of every archive ("Pre JDK 6 class not supported"). */
  private static final int VERSION = ClassFile.JAVA_8_VERSION;

  /** Classes of older versions have no pattern switches. */
  private static final int PATTERNS = ClassFile.JAVA_21_VERSION;

  /**
   * How every training run is started. Objects are laid out as the launcher has them, or the cache
   * does not fit. With profiles in the cache every later run would compile, when a class is loaded,
   * what the training run compiled, and most of that is not called again.
   */
  static final List<String> TRAINING =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-Xmx512m",
          "-Xss1m",
          "-XX:-UsePerfData",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-AOTRecordTraining",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8");

  private final Path shaded;
  private final Path project;
  private final Path application;

  private Assemble(Path shaded, Path project, Path application) {
    this.shaded = shaded;
    this.project = project;
    this.application = application;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Path> paths = Stream.of(arguments).map(Path::of).map(Path::toAbsolutePath).toList();
    new Assemble(paths.get(0), paths.get(1), paths.get(2)).run();
  }

  private void run() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(application.resolve("bin"));
    Path lib = Files.createDirectories(application.resolve("lib"));
    Path jar = lib.resolve("flask-debug-guard.jar");
    Path cache = lib.resolve("flask-debug-guard.aot");
    Files.deleteIfExists(cache);
    writeClasses(jar);
    Files.writeString(lib.resolve("java-home"), System.getProperty("java.home") + "\n");
    Path start = bin.resolve("flask-debug-guard");
    Files.copy(
        project.resolve("src/launcher/flask-debug-guard"),
        start,
        StandardCopyOption.REPLACE_EXISTING);
    if (!start.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + start + " executable");
    }
    for (String name : List.of("LICENSE", "NOTICE")) {
      Files.copy(
          project.resolve(name), application.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    train(jar, cache);
  }

  private void writeClasses(Path jar) throws IOException {
    int raised = 0;
    try (ZipFile in = new ZipFile(shaded.toFile());
        URLClassLoader loader =
            new URLClassLoader(
                new URL[] {shaded.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      ClassFile classFile =
          ClassFile.of(
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader).cached()));
      for (ZipEntry entry : Collections.list(in.entries())) {
        byte[] content;
        try (InputStream stream = in.getInputStream(entry)) {
          content = stream.readAllBytes();
        }
        if (entry.getName().endsWith(".class") && majorVersion(content) < VERSION) {
          content = raise(classFile, content, entry.getName());
          raised++;
        } else if (entry.getName().endsWith(".class") && majorVersion(content) >= PATTERNS) {
          content = RecordMethods.linked(classFile, TypeSwitches.linked(classFile, content));
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setLastModifiedTime(entry.getLastModifiedTime());
        out.putNextEntry(copy);
        out.write(content);
        out.closeEntry();
      }
    }
    System.out.println("raised " + raised + " classes to class-file version " + VERSION);
  }

  private static int majorVersion(byte[] content) {
    return (content[6] & 0xff) << 8 | content[7] & 0xff;
  }

  /** Same code under a newer version, with the stack maps that the newer verifier asks for. */
  private static byte[] raise(ClassFile classFile, byte[] content, String name) throws IOException {
    ClassModel model = classFile.parse(content);
    ClassTransform transform =
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(
                (builder, element) -> {
                  if (element instanceof ClassFileVersion) {
                    builder.withVersion(VERSION, 0);
                  } else {
                    builder.with(element);
                  }
                });
    byte[] result = classFile.transformClass(model, transform);
    List<VerifyError> errors = classFile.verify(result);
    if (!errors.isEmpty()) {
      throw new IOException("cannot raise " + name + ": " + errors.getFirst().getMessage());
    }
    return result;
  }

  /** One scan that writes every format, so that the classes of all of them are in the cache. */
  private void train(Path jar, Path cache) throws IOException, InterruptedException {
    Path training = project.resolve("src/training");
    Path work = Files.createTempDirectory("flask-debug-guard-training");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(TRAINING);
    command.add("-XX:AOTCacheOutput=" + cache);
    command.addAll(List.of("-jar", jar.toString()));
    for (String line : Files.readAllLines(training.resolve("arguments"))) {
      if (!line.isBlank()) {
        command.add(
            line.replace("{sample}", training.resolve("sample").toString())
                .replace("{work}", work.toString()));
      }
    }
    Path log = work.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("the training run did not end: " + command);
    }
    if (process.exitValue() != 0 || !Files.exists(cache)) {
      throw new IOException(
          "the training run failed with "
              + process.exitValue()
              + ": "
              + command
              + "\n"
              + Files.readString(log));
    }
    System.out.println("trained " + cache + ", " + Files.size(cache) / 1_048_576 + " MiB");
    try (Stream<Path> left = Files.walk(work)) {
      for (Path path : left.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
