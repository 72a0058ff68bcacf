/** The tool for operators. Start at {@link io.github.dynamosession.cli.CommandLineTool}. */
@NullMarked
package io.github.dynamosession.cli;

import org.jspecify.annotations.NullMarked;
