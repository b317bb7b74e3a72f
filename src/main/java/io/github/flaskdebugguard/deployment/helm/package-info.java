/**
 * The plain part of Helm's template language, by the text of the Helm and Go template
 * documentation. What is not known is written as a template expression, so that the YAML reader
 * gives an unknown in its place, and the file is not lost.
 */
@NullMarked
package io.github.flaskdebugguard.deployment.helm;

import org.jspecify.annotations.NullMarked;
