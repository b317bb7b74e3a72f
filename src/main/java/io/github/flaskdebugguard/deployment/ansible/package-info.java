/**
 * Ansible: plays, their variables by precedence, and what their tasks write and start on a host.
 */
@org.jspecify.annotations.NullMarked
package io.github.flaskdebugguard.deployment.ansible;
