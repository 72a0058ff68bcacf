@org.jspecify.annotations.NullMarked
package io.github.dynamosession.audit;
