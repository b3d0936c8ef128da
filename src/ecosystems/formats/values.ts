/** Readers decode untrusted data with these; they live in the domain because reports read documents of others too. */
export * from '../../domain/values.ts';
