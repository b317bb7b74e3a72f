package io.github.flaskdebugguard.deployment.manifest;

/** Which language an expression is written in. */
public enum Dialect {
  /** Ruby, in recipes of Chef and in ERB templates. */
  RUBY,
  /** Puppet's own language, in manifests and in EPP templates. */
  PUPPET,
  /** Python, in the arguments of calls. */
  PYTHON
}
