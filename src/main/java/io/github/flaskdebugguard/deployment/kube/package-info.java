/**
 * Kubernetes objects as files tell them: manifests, kustomizations, merges and patches. Executed:
 * kubectl 1.32.4 with kustomize 5.5.0; where they refuse a file, its objects are read all the same
 * and the refusal is told.
 */
@NullMarked
package io.github.flaskdebugguard.deployment.kube;

import org.jspecify.annotations.NullMarked;
