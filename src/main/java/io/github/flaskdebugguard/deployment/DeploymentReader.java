package io.github.flaskdebugguard.deployment;

import java.util.List;

/**
 * Finds the deployments of one kind. Stateless; a broken file becomes a problem and the files
 * beside it are still read.
 */
interface DeploymentReader {
  /**
   * Reads all files of its kind and adds what they start. What others found before is asked for
   * {@link Discovery#onceKnown} only.
   */
  void read(Discovery discovery);

  /**
   * {@return readers that do the same one after the other; each may read before those before it
   * have, and at the same time}
   */
  default List<DeploymentReader> parts(Discovery discovery) {
    return List.of(this);
  }
}
