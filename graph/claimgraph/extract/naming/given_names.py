"""Given names that hardly anybody bears but men, or but women: whom "he" and "she" can mean."""

from claimgraph.extract.lexicon import lexicon

MEN = lexicon("""aaron abdul abraham adam adrian ahmed alan albert alberto alejandro alfonso alfred alistair anders andreas andrei
    andrew angus anthony anton antonio arjun arthur arturo axel barack bartosz bastian ben benjamin bernard bill bjorn bob boris brad
    bradley brendan brian bruce bruno bryan caleb carl carlos cedric cesar charles christopher clarence claude claus clive colin craig
    curtis cyril damian daniel darius darren dave david declan dennis derek derrick diego dieter dmitri dominic dominik don donald doug
    douglas duncan ed edgar eduard eduardo edward edwin eli elias eliot emil emmanuel enrique eric erik ernest ethan eugene fabian felix
    ferdinand fernando filip finn francesco francisco frank franz fred frederick fritz gabriel gareth gary gavin geoff geoffrey george
    gerald gilbert giorgio giovanni giuseppe goran gordon graeme graham greg gregory guillermo gunther gustav guy hamish hans harald
    harold harry harvey hassan hector heinrich helmut henrik henry herbert herman howard hugh hugo hussein ian ibrahim igor isaac isaiah
    ivan ivo jack jacob jacques jake jakob james jaroslav jason javier jeff jeffrey jens jeremy jerome jesper jim jimmy joachim joe joel
    johan johannes john jonas jonathan jorge jose josef joseph josh joshua juan julian jurgen justin karl kaspar keith ken kenneth kevin
    khalid klaus kofi konrad kurt kwame lachlan larry lars laszlo laurence lawrence leif lennart leo leon leonard leonardo lloyd lorenzo
    louis lucas ludwig luigi luis lukas luke maciej magnus mahmoud malcolm malik manuel marcel marco marcus mario marius mark markus
    martin mateusz matt matteo matthew matthias maximilian mehmet michael miguel mike milos mitt mohamed mohammad mohammed muhammad
    mustafa mustapha nathan neil nicholas nigel niklas nikolai nils norman olaf oleg oliver omar oscar otto pablo patrick patrik paul
    pavel pedro petar peter phil philip pierre pietro piotr rafael rahul rajesh ralf ralph ramon raul ray raymond reinhard reuben
    ricardo richard rob robert roberto rodney roger roland rolf roman ron ronald rory roy rudolf rupert russell samuel sanjay santiago
    sean sebastian sergei sergio seth sigurd silvio simon stanislav stefan stefano stephen steve steven stewart stuart sven ted terence
    theo theodore thomas thorsten tim timothy tobias todd tom tomas tony torsten trent trevor tristan ulf uwe valentin vikram viktor
    vincent vincenzo vinny vladimir walter warren wayne wilfred wilhelm william wolfgang youssef yusuf zachary zoltan""")
WOMEN = lexicon("""abigail adele agatha agnes agnieszka aisha aisling alexandra alice alicia alina alison alva amanda amelia amina amy
    ana anastasia angela angelina anika anita anja ann anna anne anneke annette annie annika antonia aoife ariana astrid ava barbara
    beata beatrice beatriz bella betty birgit bonnie brenda bridget brigitte britta camilla camille carina carla carly caroline carolyn
    catherine cecile cecilia celia chiara chloe christina christine claire clara clarissa claudia clementine colette condoleezza cora
    cordelia cynthia dagmar daisy daniela danielle daphne deborah debra delia delphine denise diana diane dolores donna doris dorothy
    edith eileen elaine elena elin elisa elisabeth elise elizabeth ella ellen ellie eloise elsa elsie emilia emilie emily emma enid
    erica erika erin estelle esther ethel eugenia eunice eva evelyn fatima felicity fernanda fiona flora frances francesca francoise
    freya frida gabriela gemma genevieve georgina geraldine gertrude gillian giulia gloria grace greta gudrun gwen hana hannah harriet
    hazel heather heidi helen helena helene helga henrietta hilda ida ilse imogen ines inga ingeborg ingrid irene irina iris isabel
    isabella isla isobel ivana jacqueline jana jane janet janice janine jasmine jeanette jeanne jennifer jenny jessica jill joanna
    johanna josephine josie judith judy julia julie juliet kamala karin katarina kate katharina katherine kathleen kathryn katie katja
    kiara kimberly kirsten klara kristina lara laura lauren leah leila lena leonie leticia lilian liliana lily linda linnea lisa lisbeth
    liz lola lorna lorraine louisa louise lucia lucille lucinda lucy luisa lydia mabel magdalena maggie maja malala manon margaret
    margarita margot maria marian mariana marianne marie marina marlene marta martha mary matilda maureen mavis maya megan melanie
    melissa mercedes mette mia michelle mildred millicent minna miriam moira molly monica muriel myra nadia nadine nancy naomi natalia
    natalie natasha nell nellie nicole nina nora odette odile oksana olga olive olivia ophelia paloma pamela patricia paula paulina
    pauline penelope petra phyllis pia polly priscilla priya rachel rebecca rhoda rosa rosalind rosanna rose rosemary rosie roxanne ruby
    ruth sabine sabrina sally samantha sandra sarah saskia selina selma sharon sheila signe sigrid silke silvia simone siobhan sonia
    sonja sophia sophie stella stephanie susan susanna svetlana sylvia tabitha tamara tanya tatiana teresa tessa thea theresa tilda tina
    trudy ulrike una ursula valentina valerie vanessa vera veronica veronika viktoria viola violet wanda wendy wilhelmina winifred
    yasmin yolanda yvette yvonne zainab zoe zofia zuzana""")
