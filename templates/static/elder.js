// The elder edition has what every page has, and nothing else.
//= site.js
