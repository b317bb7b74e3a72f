package io.github.flaskdebugguard.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrigramsTest {
  @Test
  void neverDeniesAWordThatIsThere() {
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 2, 3, 40, 511, 512, 513, 5_000, 200_000}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      Trigrams trigrams = Trigrams.of(content);
      for (int i = 0; i < 300 && size > 0; i++) {
        int from = random.nextInt(size);
        int to = Math.min(size, from + 1 + random.nextInt(12));
        byte[] word = java.util.Arrays.copyOfRange(content, from, to);
        assertThat(trigrams.mayContain(word)).isTrue();
      }
    }
  }

  @Test
  void deniesMostWordsThatAreNotThere() {
    byte[] content = "from flask import Flask\napp = Flask(__name__)\n".repeat(20).getBytes();
    Trigrams trigrams = Trigrams.of(content);
    for (String word : new String[] {"debug", "subprocess", "gunicorn", "apiVersion", "[uwsgi]"}) {
      assertThat(trigrams.mayContain(word.getBytes(StandardCharsets.UTF_8))).as(word).isFalse();
    }
  }

  @Test
  void deniesNothingOfWideCharacters() {
    byte[] content = "\ufeffapp.run()".getBytes(StandardCharsets.UTF_16LE);
    assertThat(Trigrams.of(content).mayContain("debug".getBytes())).isTrue();
  }
}
