package io.github.flaskdebugguard.verdict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Python with Flask that runs generated programs and says what they do. */
final class RealFlask implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("src/test/referee");

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;
  private final Map<String, String> installed;

  /**
   * A generated program.
   *
   * @param server what launches it
   * @param dotenv whether python-dotenv is installed
   */
  record Question(
      String id,
      String server,
      Map<String, String> files,
      String folder,
      List<String> arguments,
      Map<String, String> environment,
      boolean dotenv) {
    Question withFiles(Map<String, String> others) {
      return new Question(id, server, others, folder, arguments, environment, dotenv);
    }

    Question withEnvironment(Map<String, String> other) {
      return new Question(id, server, files, folder, arguments, other, dotenv);
    }
  }

  /**
   * What was seen.
   *
   * @param states as in {@link Expectation}
   * @param note how the program ended, when it did not serve
   */
  record Answer(String id, String states, String note) {}

  private RealFlask(Process process) throws IOException {
    this.process = process;
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.installed = parse(line()).get("installed").memberTexts();
  }

  /** {@return a running observer, or null when there is no such Python or it has no Flask} */
  static @Nullable RealFlask start(String python) throws IOException {
    try {
      Process process =
          new ProcessBuilder(python, SCRIPTS.resolve("observe.py").toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new RealFlask(process);
    } catch (IOException absent) {
      return null;
    }
  }

  /** {@return programs of a seed, from the first of these numbers on} */
  static List<Question> generate(String python, int count, long seed, int first)
      throws IOException {
    Process process =
        new ProcessBuilder(
                python,
                SCRIPTS.resolve("generate.py").toString(),
                Integer.toString(count),
                Long.toString(seed),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Question> programs = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Json program = parse(line);
        programs.add(
            new Question(
                program.get("id").text(),
                program.get("server").text(),
                program.get("files").memberTexts(),
                program.get("folder").text(),
                program.get("arguments").itemTexts(),
                program.get("environment").memberTexts(),
                program.get("dotenv").text().equals("true")));
      }
    }
    return programs;
  }

  /** {@return versions of the packages of this Python, by name} */
  Map<String, String> installed() {
    return installed;
  }

  /** {@return the same program for the judge} */
  Program program(Question question) {
    Map<String, String> packages = new LinkedHashMap<>(installed);
    if (!question.dotenv()) {
      packages.remove("python-dotenv");
    }
    return new Program(
        question.id(),
        question.files(),
        question.folder(),
        question.arguments().stream().map(word -> word.replace("$PORT", "5000")).toList(),
        question.environment(),
        packages);
  }

  /** {@return what each program does, by id} */
  Map<String, Answer> ask(List<Question> programs) throws IOException {
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (Question program : programs) {
                      questions.write(json(program, programs.size() == 1));
                      questions.write('\n');
                    }
                    // Two run at a time; the last answers come once a further line or the end is
                    // read.
                    questions.write(programs.size() == 1 ? "" : "{\"drain\":true}\n");
                    questions.flush();
                  } catch (IOException closed) {
                    throw new UncheckedIOException(closed);
                  }
                });
    Map<String, Answer> seen = new LinkedHashMap<>();
    while (seen.size() < programs.size()) {
      Json answer = parse(line());
      String id = answer.get("id").text();
      seen.put(id, new Answer(id, answer.get("states").text(), answer.get("note").text()));
    }
    try {
      writer.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return seen;
  }

  @Override
  public void close() throws IOException {
    questions.close();
    answers.close();
    process.destroy();
  }

  private String line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the observer ended");
    }
    return line;
  }

  private static Json parse(String line) throws IOException {
    return Json.read(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
  }

  private static String json(Question program, boolean alone) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("id", program.id());
      out.writeStringField("server", program.server());
      out.writeStringField("folder", program.folder());
      out.writeBooleanField("dotenv", program.dotenv());
      out.writeBooleanField("alone", alone);
      out.writeArrayFieldStart("arguments");
      for (String word : program.arguments()) {
        out.writeString(word);
      }
      out.writeEndArray();
      write(out, "files", program.files());
      write(out, "environment", program.environment());
      out.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, String name, Map<String, String> texts)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (var text : texts.entrySet()) {
      out.writeStringField(text.getKey(), text.getValue());
    }
    out.writeEndObject();
  }
}
