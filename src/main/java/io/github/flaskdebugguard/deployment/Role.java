package io.github.flaskdebugguard.deployment;

/** What a deployment is for. */
public enum Role {
  PRODUCTION,
  STAGING,
  DEVELOPMENT,
  TEST,
  /** Nothing tells; judged as production. */
  UNKNOWN;

  /** {@return whether strangers may reach it, as far as the role tells} */
  public boolean exposed() {
    return this == PRODUCTION || this == STAGING || this == UNKNOWN;
  }
}
