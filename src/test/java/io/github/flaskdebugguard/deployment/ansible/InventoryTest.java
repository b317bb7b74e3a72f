package io.github.flaskdebugguard.deployment.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups of an inventory, also those that no sane one has. */
class InventoryTest {
  private static String debug(String inventory) {
    Map<String, Data> variables = new TreeMap<>();
    InMemoryRepository repository = new InMemoryRepository(Map.of("hosts", inventory));
    Inventory.read(repository, "hosts").variables("web", "", variables);
    Data debug = variables.get("debug");
    return debug != null && debug.shown() instanceof Text.Known known ? known.value() : "";
  }

  @Test
  void theInnermostGroupWins() {
    String inventory =
        "[z]\nweb\n[a:children]\nm\n[m:children]\nz\n"
            + "[a:vars]\ndebug=1\n[m:vars]\ndebug=2\n[z:vars]\ndebug=3\n";
    assertThat(debug(inventory)).isEqualTo("3");
  }

  @Test
  @Timeout(20)
  void groupsThatAllHoldEachOtherAreRead() {
    StringBuilder inventory = new StringBuilder("[g0]\nweb\n[g0:vars]\ndebug=1\n");
    for (int i = 0; i < 100; i++) {
      inventory.append("[g").append(i).append(":children]\n");
      for (int j = 0; j < 100; j++) {
        inventory.append('g').append(j).append('\n');
      }
    }
    assertThat(debug(inventory.toString())).isEqualTo("1");
  }
}
