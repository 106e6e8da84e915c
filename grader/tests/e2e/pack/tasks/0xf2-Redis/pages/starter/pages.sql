-- Makes the pages

