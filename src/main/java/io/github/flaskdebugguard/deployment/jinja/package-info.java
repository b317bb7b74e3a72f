/** Templates and expressions of Jinja, as Ansible and Salt fill them in. */
@org.jspecify.annotations.NullMarked
package io.github.flaskdebugguard.deployment.jinja;
