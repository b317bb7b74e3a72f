package io.github.flaskdebugguard.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.library.Script;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Executed: Python 3.11. */
class ListTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "str([]) | '[]'",
        "str([1, True, None, 1.5]) | '[1, True, None, 1.5]'",
        "str(['a', 'b c']) | '['a', 'b c']'",
        "f'{[1]}' | '[1]'",
        "repr('a') | ''a''",
        "len(str([])) | 2",
        "str([input()]) | ?",
        "str([\"it's\"]) | ?",
        "str([[1]]) | ?",
      })
  void listsOfPlainItemsHaveATextThatIsKnown(String code, String result) {
    assertThat(Script.of("result = " + code + "\n").result()).isEqualTo(result);
  }
}
