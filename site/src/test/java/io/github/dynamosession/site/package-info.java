/** The pages of docs as a site: built by Node.js, and read in a browser. */
@NullMarked
package io.github.dynamosession.site;

import org.jspecify.annotations.NullMarked;
