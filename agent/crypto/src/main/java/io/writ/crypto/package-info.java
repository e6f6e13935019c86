/**
 * BouncyCastle behind the ports of core. Its lightweight API only: registering a provider would
 * change what the host application's own cryptography does.
 */
@NullMarked
package io.writ.crypto;

import org.jspecify.annotations.NullMarked;
