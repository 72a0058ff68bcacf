/** The processes really start, answer, freeze, die and come back. */
package io.github.dynamosession.cluster;
