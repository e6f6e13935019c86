\-ƒ£d§‚ÓjtÛb]T»íÓp/X¨¡zö5*é¯¨g4q{¥;DrSßML4 y
0ðG]{–fOÞÞ