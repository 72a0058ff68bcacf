/** An application as its guides have it: nothing in it knows where its sessions are. */
@NullMarked
package io.github.dynamosession.boot.shop;

import org.jspecify.annotations.NullMarked;
