package io.github.flaskdebugguard.deployment;

/**
 * Finds the deployments of one kind. Stateless; a broken file becomes a problem and the files
 * beside it are still read.
 */
interface DeploymentReader {
  /** Reads all files of its kind and adds what they start. */
  void read(Discovery discovery);
}
