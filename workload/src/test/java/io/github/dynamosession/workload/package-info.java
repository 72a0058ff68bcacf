/** The checker against histories written by hand: what it must report, and what it must not. */
package io.github.dynamosession.workload;
